//! The TCP send buffer and its segments.

use crate::{
    Module,
    links::{Kind, Link},
    task::{Collect, Handled, Next, Purpose, Refusal, Task},
};
use wizfi360_proto::{
    Open, Reason,
    commands::{cipbufstatus, cipcheckseq, cipsendbuf},
    domains::{LinkId, SegmentStatus},
};

/// How many bytes the buffer holds (manual 3.3.11).
const SIZE: usize = 21_900;
/// How many segments may wait. The manual has no number; its example shows 7 places with 5 segments waiting.
const PLACES: usize = 12;

impl Module {
    pub(crate) fn send_buffered(&mut self, request: cipsendbuf::Set) -> Handled {
        let slot = self.slot(request.link_id())?;
        let link = self.open_link(slot).ok_or(Reason::LinkIsNotValid)?;
        if link.kind != Kind::Tcp {
            return Err(Reason::LinkTypeError.into());
        }
        let length = usize::from(request.length().get());
        if link.free() < length || link.segments.waiting.len() == PLACES {
            return Err(Reason::Busy.into());
        }
        // The count has 16 bits: behind 65535, AT+CIPBUFRESET is due.
        let segment = link.segments.last.checked_add(1).ok_or(Refusal::PLAIN)?;
        let (connection, acknowledged) = (link.connection, link.segments.acknowledged);
        if let Some(link) = &mut self.ram.links[slot] {
            link.segments.last = segment;
        }
        self.line(&cipsendbuf::Segment {
            link_id: request.link_id(),
            current_segment_id: u32::from(segment),
            segment_id_of_which_sent_successfully: u32::from(acknowledged),
        });
        let purpose = Purpose::Buffer(segment);
        self.ram.task = Some(Task::Collect(Collect { connection, purpose, bytes: Vec::new() }));
        Ok(Next::Data { accepted: true })
    }

    pub(crate) fn reset_segments(&mut self, id: Option<LinkId>) -> Handled {
        let slot = self.slot(id)?;
        self.open_link(slot).ok_or(Reason::LinkIsNotValid)?;
        let Some(link) = &mut self.ram.links[slot] else { return Err(Refusal::PLAIN) };
        if !link.segments.waiting.is_empty() {
            return Err(Refusal::PLAIN);
        }
        (link.segments.last, link.segments.acknowledged) = (0, 0);
        Ok(Next::Ok)
    }

    pub(crate) fn show_segments(&mut self, id: Option<LinkId>) -> Handled {
        let link = self.open_link(self.slot(id)?).ok_or(Reason::LinkIsNotValid)?;
        if link.kind != Kind::Tcp {
            return Err(Refusal::PLAIN);
        }
        let segments = &link.segments;
        let number = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
        let line = cipbufstatus::BufferStatus {
            next_segment_id: u32::from(segments.last) + 1,
            // What is written goes out at once.
            segment_id_sent: u32::from(segments.last),
            segment_id_sent_successfully: u32::from(segments.acknowledged),
            remain_buffer_size: number(link.free()),
            queue_number: number(PLACES.saturating_sub(segments.waiting.len())),
        };
        self.line(&line);
        Ok(Next::Ok)
    }

    pub(crate) fn check_segment(&mut self, request: cipcheckseq::Set) -> Handled {
        let link = self.open_link(self.slot(request.link_id())?).ok_or(Reason::LinkIsNotValid)?;
        let sent = request.segment_id().get() <= link.segments.acknowledged;
        self.line(&cipcheckseq::Checked {
            link_id: request.link_id(),
            segment_id: u32::from(request.segment_id().get()),
            status: Open::Known(if sent { SegmentStatus::Sent } else { SegmentStatus::NotSent }),
        });
        Ok(Next::Ok)
    }
}

impl Link {
    /// How many bytes of the send buffer are free.
    fn free(&self) -> usize {
        let waiting: usize = self.segments.waiting.iter().map(|(_, length)| length).sum();
        SIZE.saturating_sub(waiting)
    }
}
