internal import CBrotli
internal import CDeflate
internal import NIOCore

/// Bytes compressed for the wire: the same bytes in, the same bytes out.
enum Compression {
    /// Brotli (RFC 7932) at a quality from 0 to 11, with the smallest window that holds all of it
    /// where that is a small one.
    static func brotli(_ bytes: [UInt8], quality: Int32 = 5) -> ByteBuffer {
        var size = BrotliEncoderMaxCompressedSize(bytes.count)
        let output = [UInt8](unsafeUninitializedCapacity: max(size, 64)) { output, count in
            let window = bytes.count <= 65_520 ? 16 : Int32(BROTLI_DEFAULT_WINDOW)
            let done = BrotliEncoderCompress(
                quality, window, BROTLI_MODE_TEXT, bytes.count, bytes, &size, output.baseAddress)
            precondition(done == BROTLI_TRUE, "the output has room for the longest result")
            count = size
        }
        return ByteBuffer(bytes: output)
    }

    /// Gzip (RFC 1952) at a level from 0 to 12, without a time or a name, so that equal bytes stay
    /// equal. Browsers ask for brotli wherever the connection is encrypted; the rest get three bytes in
    /// a hundred more than at the fourth level, for half the work.
    static func gzip(_ bytes: [UInt8], level: Int32 = 1) -> ByteBuffer {
        guard let compressor = libdeflate_alloc_compressor(level) else {
            preconditionFailure("there is memory for a compressor")
        }
        defer { libdeflate_free_compressor(compressor) }
        let room = libdeflate_gzip_compress_bound(compressor, bytes.count)
        let output = [UInt8](unsafeUninitializedCapacity: room) { output, count in
            count = libdeflate_gzip_compress(
                compressor, bytes, bytes.count, output.baseAddress, room)
        }
        precondition(!output.isEmpty, "the output has room for the longest result")
        return ByteBuffer(bytes: output)
    }

    /// What `gzip` made of so many bytes, as it was.
    static func gunzip(_ compressed: ByteBuffer, size: Int) -> ByteBuffer {
        guard let decompressor = libdeflate_alloc_decompressor() else {
            preconditionFailure("there is memory for a decompressor")
        }
        defer { libdeflate_free_decompressor(decompressor) }
        var output = ByteBufferAllocator().buffer(capacity: size)
        let result = output.writeWithUnsafeMutableBytes(minimumWritableBytes: size) { room in
            let result = compressed.withUnsafeReadableBytes {
                libdeflate_gzip_decompress(
                    decompressor, $0.baseAddress, $0.count, room.baseAddress, size, nil)
            }
            return result == LIBDEFLATE_SUCCESS ? size : 0
        }
        precondition(result == size, "its own bytes can be read again")
        return output
    }
}
