//! Random numbers and texts by a seed.

/// Knuth's 64-bit linear congruential generator: the same numbers in each run.
#[derive(Debug)]
pub(crate) struct Random(u64);

impl Random {
    pub(crate) fn new(seed: u64) -> Self {
        let mut random = Random(seed ^ 0x9e37_79b9_7f4a_7c15);
        // Seeds that differ in a bit give other numbers from the start.
        (0..4).for_each(|_| _ = random.byte());
        random
    }

    pub(crate) fn byte(&mut self) -> u8 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        self.0.to_be_bytes()[0]
    }

    /// Returns a number from `from` to `to`.
    pub(crate) fn between(&mut self, from: u32, to: u32) -> u32 {
        let number = u32::from_be_bytes([(); 4].map(|()| self.byte()));
        from + number % (to - from + 1)
    }

    /// Returns a name of this many letters and digits.
    pub(crate) fn name(&mut self, len: u32) -> String {
        const LETTERS: &[u8] = b"ABCDEFGHIKLMNOPRSTUVWabcdefghiklmnoprstuvw0123456789-_";
        (0..len).map(|_| char::from(LETTERS[usize::from(self.byte()) % LETTERS.len()])).collect()
    }

    /// Returns the colon-separated hex digits of a MAC address.
    pub(crate) fn mac(&mut self) -> String {
        [(); 6].map(|()| format!("{:02x}", self.byte())).join(":")
    }

    pub(crate) fn private_ip(&mut self) -> String {
        format!("192.168.{}.{}", self.between(0, 254), self.between(1, 254))
    }
}
