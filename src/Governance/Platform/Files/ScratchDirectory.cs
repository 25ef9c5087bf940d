namespace Governance.Platform;

/// <summary>A temporary folder that is deleted when it is disposed.</summary>
public sealed class ScratchDirectory(string path) : IDisposable
{
    /// <summary>The path of a file in the folder; the file is not created.</summary>
    public string PathOf(string name) => Path.Combine(path, name);

    /// <summary>Deletes the folder with its content.</summary>
    public void Dispose() => Directory.Delete(path, recursive: true);
}
