namespace Governance.Models;

/// <summary>Progress on the calling thread: <see cref="Progress{T}"/> would post it elsewhere, and out of order.</summary>
internal sealed class SynchronousProgress<T>(Action<T> tell) : IProgress<T>
{
    public void Report(T value) => tell(value);
}
