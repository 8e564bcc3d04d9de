//! Compression: packed bytes come in, unpacked bytes go out, as many as there are before something is wrong with them.

use std::io::{self, BufRead, Read};

use flate2::bufread::MultiGzDecoder;
use zstd::stream::read::Decoder;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Packing {
    Gzip,
    Zstd,
}

/// The first bytes of a zstd frame that holds something.
pub(super) const ZSTD: [u8; 4] = [0x28, 0xb5, 0x2f, 0xfd];

/// Decoders lose what they have unpacked in the step in which they find a mistake, so that steps are short.
const STEP: usize = 4 << 10;

impl Packing {
    /// By the first bytes. A zstd file may open with frames to skip, whose first byte is of 16.
    pub(super) fn of(bytes: &[u8]) -> Option<Self> {
        match bytes {
            [0x1f, 0x8b, 0x08, ..] => Some(Self::Gzip),
            [0x50..=0x5f, 0x2a, 0x4d, 0x18, ..] => Some(Self::Zstd),
            _ => bytes.starts_with(&ZSTD).then_some(Self::Zstd),
        }
    }

    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Gzip => "gzip",
            Self::Zstd => "zstd",
        }
    }
}

/// Why a stream ends before its end.
#[derive(Debug, thiserror::Error)]
pub(super) enum Fault {
    #[error("it cannot be read on: {0}")]
    Unreadable(io::Error),
    #[error("the input ends in the middle of its {} data", .0.name())]
    Cut(Packing),
    #[error("the {} data is broken: {}", packing.name(), reason)]
    Broken { packing: Packing, reason: io::Error },
}

impl Fault {
    /// The fault that an error carries.
    pub(super) fn of(error: io::Error) -> Self {
        error.downcast().unwrap_or_else(Self::Unreadable)
    }

    /// The message for people. `end` is how many bytes came.
    pub(super) fn told_at(&self, end: u64) -> String {
        match self {
            Self::Unreadable(_) => format!("{self}, at byte {end}; what came before is judged"),
            Self::Cut(_) | Self::Broken { .. } => {
                format!("{self}, at byte {end} of what it unpacks to; what came before is judged")
            }
        }
    }
}

/// What lies on the disk or comes from a pipe: its errors are not those of a packing around it.
pub(super) struct Untouched<R>(pub(super) R);

impl<R: Read> Read for Untouched<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        match self.0.read(into) {
            Err(error) if error.kind() != io::ErrorKind::Interrupted => Err(io::Error::other(Fault::Unreadable(error))),
            read => read,
        }
    }
}

/// The members or frames of a packed stream, one after the other.
pub(super) struct Unpacked<'r> {
    packing: Packing,
    decoder: Box<dyn Read + 'r>,
    /// What ended an earlier step whose bytes had to go out first.
    error: Option<io::Error>,
}

impl<'r> Unpacked<'r> {
    pub(super) fn new<R: BufRead + 'r>(packing: Packing, packed: R) -> Self {
        let (decoder, error): (Box<dyn Read + 'r>, _) = match packing {
            Packing::Gzip => (Box::new(MultiGzDecoder::new(packed)), None),
            Packing::Zstd => match Decoder::with_buffer(packed) {
                Ok(decoder) => (Box::new(decoder), None),
                Err(error) => (Box::new(io::empty()), Some(error)),
            },
        };
        Self { packing, decoder, error }
    }

    fn fault(&self, error: io::Error) -> io::Error {
        let packing = self.packing;
        let is_from_below = error.get_ref().is_some_and(<dyn std::error::Error + Send + Sync>::is::<Fault>);
        if is_from_below || error.kind() == io::ErrorKind::Interrupted {
            return error;
        }
        io::Error::other(match error.kind() {
            io::ErrorKind::UnexpectedEof => Fault::Cut(packing),
            _ => Fault::Broken { packing, reason: error },
        })
    }
}

impl Read for Unpacked<'_> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let mut filled = 0;
        while filled < into.len() {
            let step = STEP.min(into.len() - filled);
            let read = match self.error.take() {
                Some(error) => Err(error),
                None => self.decoder.read(&mut into[filled..filled + step]),
            };
            match read {
                Ok(0) => break,
                Ok(count) => filled += count,
                Err(error) if filled == 0 => return Err(self.fault(error)),
                Err(error) => {
                    self.error = Some(error);
                    break;
                }
            }
        }
        Ok(filled)
    }
}
