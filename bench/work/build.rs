//! Compiles the hand-written floors in C, with the optimisation of the profile: `-Os` for images, `-O3` for the host.

fn main() {
    println!("cargo::rerun-if-changed=src/hand.c");
    cc::Build::new().file("src/hand.c").std("c11").flag("-ffreestanding").flag("-ffunction-sections").compile("hand");
}
