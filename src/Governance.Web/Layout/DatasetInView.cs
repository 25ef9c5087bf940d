namespace Governance.Web.Layout;

/// <summary>The dataset that the top bar names. A page about one dataset shows it and hides it when it is left.</summary>
public sealed class DatasetInView
{
    public string? Name { get; private set; }
    public string? Path { get; private set; }

    public event Action? Changed;

    public void Show(string name, string path)
    {
        if (Name == name && Path == path)
            return;
        (Name, Path) = (name, path);
        Changed?.Invoke();
    }

    public void Hide()
    {
        if (Name is null)
            return;
        (Name, Path) = (null, null);
        Changed?.Invoke();
    }
}
