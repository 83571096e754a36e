internal import NIOCore

/// A buffer's room is a power of two, so each of thousands leaves a quarter of it empty on average.
/// Pages that are printed together therefore lie in one buffer, each a slice of it.
func packed(_ pages: [Page]) -> [Page] {
    let sizes = pages.map { $0.coded.reduce(0) { $0 + $1.readableBytes } }
    var shelf = ByteBufferAllocator().buffer(capacity: sizes.reduce(0, +))
    var places: [[Range<Int>]] = []
    for page in pages {
        places.append(
            page.coded.map { bytes in
                let start = shelf.writerIndex
                shelf.writeImmutableBuffer(bytes)
                return start..<shelf.writerIndex
            })
    }
    return zip(pages, places).map { page, places in
        page.keeping(places.compactMap { shelf.getSlice(at: $0.lowerBound, length: $0.count) })
    }
}
