internal import CBrotli
internal import CZlib
internal import NIOCore

/// Bytes compressed for the wire: the same bytes in, the same bytes out.
enum Compression {
    /// Brotli (RFC 7932) at a quality from 0 to 11.
    static func brotli(_ bytes: [UInt8], quality: Int32 = 5) -> ByteBuffer {
        var size = BrotliEncoderMaxCompressedSize(bytes.count)
        var output = [UInt8](repeating: 0, count: max(size, 64))
        let window = Int32(BROTLI_DEFAULT_WINDOW)
        let done = BrotliEncoderCompress(
            quality, window, BROTLI_MODE_TEXT, bytes.count, bytes, &size, &output)
        precondition(done == BROTLI_TRUE, "the output has room for the longest result")
        return ByteBuffer(bytes: output[..<size])
    }

    /// Gzip (RFC 1952), without a time or a name, so that equal bytes stay equal.
    static func gzip(_ bytes: [UInt8], level: Int32 = 6) -> ByteBuffer {
        var stream = z_stream()
        // 15 bits of window, and 16 for a gzip frame rather than zlib's own.
        let started = deflateInit2_(
            &stream, level, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY, ZLIB_VERSION,
            Int32(MemoryLayout<z_stream>.size))
        precondition(started == Z_OK, "zlib has the memory it asks for")
        defer { deflateEnd(&stream) }
        var input = bytes
        var output = [UInt8](
            repeating: 0, count: Int(deflateBound(&stream, UInt(bytes.count))))
        let written = input.withUnsafeMutableBufferPointer { input in
            output.withUnsafeMutableBufferPointer { output in
                stream.next_in = input.baseAddress
                stream.avail_in = UInt32(input.count)
                stream.next_out = output.baseAddress
                stream.avail_out = UInt32(output.count)
                let ended = deflate(&stream, Z_FINISH)
                precondition(ended == Z_STREAM_END, "the output has room for the longest result")
                return Int(stream.total_out)
            }
        }
        return ByteBuffer(bytes: output[..<written])
    }
}
