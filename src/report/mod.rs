//! A [`Report`](crate::finding::Report) to bytes, in the format that was asked for.
