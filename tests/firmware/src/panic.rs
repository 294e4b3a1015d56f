use core::panic::PanicInfo;
unsafe extern "C" {
    safe fn wizfi360_this_firmware_can_panic() -> !;
}
#[panic_handler]
fn panic(_: &PanicInfo<'_>) -> ! {
    wizfi360_this_firmware_can_panic()
}
