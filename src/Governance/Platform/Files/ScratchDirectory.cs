namespace Governance.Platform;

/// <summary>A temporary folder.</summary>
public sealed class ScratchDirectory(string path) : IDisposable
{
    public string PathOf(string name) => Path.Combine(path, name);

    public void Dispose() => Directory.Delete(path, recursive: true);
}
