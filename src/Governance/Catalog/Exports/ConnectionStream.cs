namespace Governance.Catalog;

/// <summary>
/// A connection takes only asynchronous writes; the zip writer closes an entry with a few synchronous bytes. They wait
/// here for the next asynchronous write, which comes with the next entry or with <see cref="FlushAsync"/>.
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
