//! A module made of fuzzer bytes, for drivers in C: `include/wizfi360_fuzz.h` tells how to use it.

use std::{ptr, slice};
use wizfi360_fuzz::module::Module;

/// What C holds a pointer to: the module, and the bytes that it decides by.
#[derive(Debug)]
pub struct Wizfi360Module {
    module: Module<'static>,
    /// A copy of the fuzzer's bytes that `module` borrows from.
    input: *mut [u8],
}

/// Makes a module of a fuzzer's bytes, which are copied. Never null; give it to [`wizfi360_module_free`] when it is done with.
///
/// # Safety
///
/// `data` points to `size` bytes that can be read, or `size` is 0.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn wizfi360_module_new(data: *const u8, size: usize) -> *mut Wizfi360Module {
    let copy: Box<[u8]> = if size == 0 {
        Box::default()
    } else {
        // SAFETY: the caller promises `size` readable bytes behind `data`.
        unsafe { slice::from_raw_parts(data, size) }.into()
    };
    let input = Box::into_raw(copy);
    // SAFETY: `input` is a box of its own that lives until `wizfi360_module_free`, which drops the module before it.
    let bytes: &'static [u8] = unsafe { &*input };
    Box::into_raw(Box::new(Wizfi360Module { module: Module::new(bytes), input }))
}

/// Takes `size` bytes that the driver sends.
///
/// # Safety
///
/// `module` is from [`wizfi360_module_new`] and not freed; `data` points to `size` bytes that can be read, or `size` is 0.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn wizfi360_module_write(module: *mut Wizfi360Module, data: *const u8, size: usize) {
    if size == 0 {
        return;
    }
    // SAFETY: the caller promises a live module that nobody else uses meanwhile, and `size` readable bytes.
    let (module, bytes) = unsafe { (&mut (*module).module, slice::from_raw_parts(data, size)) };
    module.write(bytes);
}

/// Gives up to `size` bytes that the module says: how many. 0 means that nothing comes any more until the driver sends something.
///
/// # Safety
///
/// `module` is from [`wizfi360_module_new`] and not freed; `data` points to `size` bytes that can be written, or `size` is 0.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn wizfi360_module_read(module: *mut Wizfi360Module, data: *mut u8, size: usize) -> usize {
    if size == 0 {
        return 0;
    }
    // SAFETY: the caller promises `size` writable bytes; they are made zeroes first, so that a slice of them can be.
    let buf = unsafe {
        ptr::write_bytes(data, 0, size);
        slice::from_raw_parts_mut(data, size)
    };
    // SAFETY: the caller promises a live module that nobody else uses meanwhile.
    unsafe { (*module).module.read(buf) }
}

/// Frees a module. A null pointer is left alone.
///
/// # Safety
///
/// `module` is from [`wizfi360_module_new`] and not freed, or null.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn wizfi360_module_free(module: *mut Wizfi360Module) {
    if module.is_null() {
        return;
    }
    // SAFETY: both boxes were made by `wizfi360_module_new`; the module, which borrows from the input, goes first.
    unsafe {
        let input = (*module).input;
        drop(Box::from_raw(module));
        drop(Box::from_raw(input));
    }
}
