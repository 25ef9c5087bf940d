using Azure.Core;
using Azure.Core.Pipeline;

namespace Governance.Testing;

/// <summary>Counts the blocks that a client sends; a block that is sent again after a fault counts once.</summary>
public sealed class BlockCount : HttpPipelineSynchronousPolicy
{
    private int _sent;

    public int Sent => _sent;

    /// <summary>Called before each block, with its number.</summary>
    public Action<int>? Sending { get; set; }

    public override void OnSendingRequest(HttpMessage message)
    {
        if (
            message.Request.Method != RequestMethod.Put
            || !message.Request.Uri.Query.Contains("comp=block&", StringComparison.Ordinal)
        )
            return;
        var number = Interlocked.Increment(ref _sent);
        Sending?.Invoke(number);
    }
}
