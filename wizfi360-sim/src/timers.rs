//! What is due later.

/// Things with the time at which they are due. Of those that are due at the same time, the one that was set first comes first.
#[derive(Clone, Debug)]
pub(crate) struct Timers<T> {
    pending: Vec<(u64, T)>,
}

impl<T> Default for Timers<T> {
    fn default() -> Self {
        Timers { pending: Vec::new() }
    }
}

impl<T> Timers<T> {
    pub(crate) fn set(&mut self, at: u64, what: T) {
        let place = self.pending.partition_point(|(other, _)| *other <= at);
        self.pending.insert(place, (at, what));
    }

    pub(crate) fn cancel(&mut self, which: impl Fn(&T) -> bool) {
        self.pending.retain(|(_, what)| !which(what));
    }

    pub(crate) fn next_at(&self) -> Option<u64> {
        self.pending.first().map(|(at, _)| *at)
    }

    /// The first that is due at this time or before, and when it was.
    pub(crate) fn take_due(&mut self, now: u64) -> Option<(u64, T)> {
        if self.next_at()? <= now { Some(self.pending.remove(0)) } else { None }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn they_come_in_the_order_of_their_time_and_then_in_that_of_their_setting() {
        let mut timers = Timers::default();
        for (at, what) in [(5, 'b'), (3, 'a'), (5, 'c'), (9, 'd')] {
            timers.set(at, what);
        }
        timers.cancel(|what| *what == 'd');
        let mut order = Vec::new();
        while let Some(due) = timers.take_due(5) {
            order.push(due);
        }
        assert_eq!(order, [(3, 'a'), (5, 'b'), (5, 'c')]);
        assert_eq!(timers.next_at(), None);
    }
}
