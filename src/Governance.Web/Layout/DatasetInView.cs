namespace Governance.Web.Layout;

/// <summary>The dataset that the top bar names. A page about one dataset sets it, and clears it when the person leaves.</summary>
public sealed class DatasetInView
{
    /// <summary>The dataset's name; null where no page shows one.</summary>
    public string? Name { get; private set; }

    /// <summary>The address of the dataset's page.</summary>
    public string? Path { get; private set; }

    /// <summary>Raised when another dataset, or none, is in view.</summary>
    public event Action? Changed;

    /// <summary>Shows a dataset in the top bar.</summary>
    public void Show(string name, string path)
    {
        if (Name == name && Path == path)
            return;
        (Name, Path) = (name, path);
        Changed?.Invoke();
    }

    /// <summary>Removes the dataset from the top bar.</summary>
    public void Hide()
    {
        if (Name is null)
            return;
        (Name, Path) = (null, null);
        Changed?.Invoke();
    }
}
