namespace Governance.Catalog;

/// <summary>
/// Buffers synchronous writes until the next asynchronous one, because a connection accepts only asynchronous writes and the
/// zip writer ends an entry with a few synchronous bytes. The last bytes are sent by <see cref="FlushAsync"/>.
/// </summary>
internal sealed class ConnectionStream(Stream connection) : WritingStream
{
    private readonly MemoryStream _waiting = new();
    private long _written;

    public override long Length => _written;

    public override void Write(byte[] buffer, int offset, int count)
    {
        _waiting.Write(buffer, offset, count);
        _written += count;
    }

    public override async ValueTask WriteAsync(
        ReadOnlyMemory<byte> buffer,
        CancellationToken cancellationToken = default
    )
    {
        await SendWaitingAsync(cancellationToken);
        await connection.WriteAsync(buffer, cancellationToken);
        _written += buffer.Length;
    }

    public override async Task FlushAsync(CancellationToken cancellationToken)
    {
        await SendWaitingAsync(cancellationToken);
        await connection.FlushAsync(cancellationToken);
    }

    private async Task SendWaitingAsync(CancellationToken ct)
    {
        if (_waiting.Length == 0)
            return;
        await connection.WriteAsync(_waiting.GetBuffer().AsMemory(0, (int)_waiting.Length), ct);
        _waiting.SetLength(0);
    }
}
