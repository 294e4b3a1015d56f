//! The proof that nothing can panic: the handler calls a function that does not exist, so the linker refuses an image
//! from which it can be reached.

use core::panic::PanicInfo;

// The declaration of what is not there. No `unsafe` is needed to call it, and there is no other way to make a linker
// refuse a call.
#[allow(unsafe_code)]
unsafe extern "C" {
    safe fn wizfi360_this_firmware_can_panic() -> !;
}

#[panic_handler]
fn panic(info: &PanicInfo<'_>) -> ! {
    // Only to find a panic: with it, the places in the source stay in the image.
    if cfg!(feature = "locate") {
        crate::opaque::keep(info.location());
    }
    wizfi360_this_firmware_can_panic()
}
