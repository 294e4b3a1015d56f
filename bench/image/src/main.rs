//! The measured work for the emulator. Nothing is run here: the report finds the functions by the symbol
//! [`_start`], which is where a linker begins, and calls them.

#![cfg_attr(target_os = "none", no_std, no_main)]

#[cfg(target_os = "none")]
mod bare {
    use core::panic::PanicInfo;
    use wizfi360_bench_work::RUNS;

    /// Returns the address of the table of functions.
    #[allow(unsafe_code)]
    #[unsafe(no_mangle)]
    extern "C" fn _start() -> *const u8 {
        (&raw const RUNS).cast()
    }

    // The peers can panic.
    #[panic_handler]
    fn panic(_: &PanicInfo<'_>) -> ! {
        loop {}
    }
}

#[cfg(not(target_os = "none"))]
fn main() {}
