using System.Buffers;
using Azure;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Blobs.Specialized;

namespace Governance.Platform.Blobs;

/// <summary>
/// Reads a blob through a window: a small one after each seek, so that a footer or a range costs little, and a growing one
/// while reading continues. The stream of the client library requires an unchanged ETag on every request; touching content
/// changes the ETag, although the bytes of a digest never change.
/// </summary>
internal sealed class AzureBlobStream : Stream
{
    private const int FirstWindow = 128 << 10;
    private const int LargestWindow = 4 << 20;

    private readonly AzureBlobContainer _container;
    private readonly BlockBlobClient _blob;
    private byte[] _window = [];
    private long _from;
    private int _held;
    private int _size = FirstWindow;
    private long _position;
    private bool _closed;

    private AzureBlobStream(AzureBlobContainer container, BlockBlobClient blob) =>
        (_container, _blob) = (container, blob);

    public override bool CanRead => !_closed;
    public override bool CanSeek => !_closed;
    public override bool CanWrite => false;
    public override long Length => BlobLength;

    public override long Position
    {
        get => _position;
        set => Seek(value, SeekOrigin.Begin);
    }

    private long BlobLength { get; set; }

    /// <summary>Opens with the first window, so that small content costs one request.</summary>
    /// <returns>Null when there is no such blob.</returns>
    public static async Task<AzureBlobStream?> OpenAsync(
        AzureBlobContainer container,
        BlockBlobClient blob,
        CancellationToken ct
    )
    {
        var stream = new AzureBlobStream(container, blob) { BlobLength = FirstWindow };
        try
        {
            await stream.FillAsync(ct);
            return stream;
        }
        catch (RequestFailedException empty) when (empty.Status == 416)
        {
            stream.BlobLength = 0;
            return stream;
        }
        catch (BlobMissingException)
        {
            return null;
        }
    }

    public override int Read(Span<byte> buffer)
    {
        ObjectDisposedException.ThrowIf(_closed, this);
        if (_position >= BlobLength || buffer.Length == 0)
            return 0;
        if (!Holds(_position))
            Fill();
        return Take(buffer);
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        ObjectDisposedException.ThrowIf(_closed, this);
        if (_position >= BlobLength || buffer.Length == 0)
            return 0;
        if (!Holds(_position))
            await FillAsync(cancellationToken);
        return Take(buffer.Span);
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override long Seek(long offset, SeekOrigin origin)
    {
        ObjectDisposedException.ThrowIf(_closed, this);
        var to = origin switch
        {
            SeekOrigin.Begin => offset,
            SeekOrigin.Current => _position + offset,
            _ => BlobLength + offset,
        };
        if (to < 0)
            throw new IOException("The position is before the beginning.");
        return _position = to;
    }

    public override void Flush() { }

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (!_closed)
            Return();
        _closed = true;
        base.Dispose(disposing);
    }

    private bool Holds(long position) => position >= _from && position < _from + _held;

    private int Take(Span<byte> buffer)
    {
        var at = (int)(_position - _from);
        var count = Math.Min(buffer.Length, _held - at);
        _window.AsSpan(at, count).CopyTo(buffer);
        _position += count;
        return count;
    }

    private async Task FillAsync(CancellationToken ct)
    {
        var range = Next();
        try
        {
            await _container.AskAsync(() => FetchAsync(range, ct), ct);
        }
        catch (RequestFailedException touched) when (touched.Status == 412)
        {
            // The library resumes a broken connection only with an unchanged ETag. The content is unchanged in any case.
            await _container.AskAsync(() => FetchAsync(range, ct), ct);
        }
        catch (RequestFailedException gone) when (gone.Status == 404)
        {
            throw new BlobMissingException(_blob.Name);
        }
    }

    private void Fill()
    {
        var range = Next();
        try
        {
            _container.Ask(() => Fetch(range));
        }
        catch (RequestFailedException touched) when (touched.Status == 412)
        {
            _container.Ask(() => Fetch(range));
        }
        catch (RequestFailedException gone) when (gone.Status == 404)
        {
            throw new BlobMissingException(_blob.Name);
        }
    }

    /// <summary>The window that begins at the position; it grows when the last one ended there.</summary>
    private BlobDownloadOptions Next()
    {
        var on = _held > 0 && _position == _from + _held;
        _size = on ? Math.Min(_size * 2, LargestWindow) : FirstWindow;
        return new() { Range = new HttpRange(_position, Math.Min(_size, BlobLength - _position)) };
    }

    private async Task<bool> FetchAsync(BlobDownloadOptions range, CancellationToken ct)
    {
        using BlobDownloadStreamingResult part = await _blob.DownloadStreamingAsync(range, ct);
        var count = Begin(part);
        await part.Content.ReadExactlyAsync(_window.AsMemory(0, count), ct);
        _held = count;
        return true;
    }

    private bool Fetch(BlobDownloadOptions range)
    {
        using BlobDownloadStreamingResult part = _blob.DownloadStreaming(range);
        var count = Begin(part);
        part.Content.ReadExactly(_window.AsSpan(0, count));
        _held = count;
        return true;
    }

    private int Begin(BlobDownloadStreamingResult part)
    {
        var count = checked((int)part.Details.ContentLength);
        // "bytes 0-131071/1048576"; when a service leaves it out, the answer is the whole blob.
        var range = part.Details.ContentRange;
        BlobLength = range is { Length: > 0 }
            ? long.Parse(range.AsSpan(range.LastIndexOf('/') + 1), System.Globalization.CultureInfo.InvariantCulture)
            : count;
        if (_window.Length < count)
        {
            Return();
            _window = ArrayPool<byte>.Shared.Rent(count);
        }
        (_from, _held) = (_position, 0);
        return count;
    }

    private void Return()
    {
        if (_window.Length > 0)
            ArrayPool<byte>.Shared.Return(_window);
        _window = [];
    }
}
