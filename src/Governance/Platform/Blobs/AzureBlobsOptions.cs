using System.Text.RegularExpressions;
using Azure.Storage.Blobs;

namespace Governance.Platform.Blobs;

/// <summary>
/// Azure Blob Storage for content: section <c>Governance:Blobs</c> of the configuration. Without a connection string and
/// without a service URI, content is in the data folder.
/// </summary>
public sealed partial class AzureBlobsOptions
{
    /// <summary>Name of the configuration section.</summary>
    public const string Section = "Governance:Blobs";

    /// <summary>The section of the store that <c>blobs copy --to azure</c> copies to.</summary>
    public const string TargetSection = $"{Section}:To";

    /// <summary>A storage account with its key. It is a secret; no log and no message repeats it.</summary>
    public string? ConnectionString { get; init; }

    /// <summary>The blob endpoint of an account that this host's identity may use, so that no secret is configured.</summary>
    public string? ServiceUri { get; init; }

    /// <summary>The container; it is created when it is missing, if the identity may do so.</summary>
    public string Container { get; init; } = "governance";

    /// <summary>The client id of the user-assigned managed identity, for a host with several.</summary>
    public string? ManagedIdentityClientId { get; init; }

    internal bool IsSet => ConnectionString is { Length: > 0 } || ServiceUri is { Length: > 0 };

    /// <summary>The setting that holds the credentials, as messages name it.</summary>
    internal string CredentialSetting(string section) =>
        $"{section}:{(ConnectionString is { Length: > 0 } ? nameof(ConnectionString) : nameof(ServiceUri))}";

    /// <summary>Everything that is wrong with the settings, by their names and never by their values.</summary>
    internal IEnumerable<string> Faults(string section)
    {
        if (ConnectionString is { Length: > 0 } && ServiceUri is { Length: > 0 })
            yield return $"{section}:{nameof(ConnectionString)} and {section}:{nameof(ServiceUri)} are both set. Set one.";
        if (ConnectionString is { Length: > 0 } secret && !IsConnectionString(secret))
            yield return $"{section}:{nameof(ConnectionString)} is not a connection string of a storage account.";
        if (ServiceUri is { Length: > 0 } uri && !IsService(uri))
            yield return $"{section}:{nameof(ServiceUri)} must be an https address without a query, "
                + "such as https://account.blob.core.windows.net.";
        if (!ContainerName().IsMatch(Container))
            yield return $"{section}:{nameof(Container)} must be 3 to 63 lower-case letters, digits and single hyphens.";
    }

    private static bool IsConnectionString(string value)
    {
        try
        {
            return new BlobServiceClient(value).Uri.IsAbsoluteUri;
        }
        catch (Exception e) when (e is FormatException or ArgumentException or UriFormatException)
        {
            return false;
        }
    }

    /// <summary>Without a query, which can be a signature and so a secret; over https, because a token is sent.</summary>
    private static bool IsService(string value) =>
        Uri.TryCreate(value, UriKind.Absolute, out var uri)
        && uri.Scheme == Uri.UriSchemeHttps
        && uri.Query.Length == 0;

    [GeneratedRegex("^(?!.*--)[a-z0-9][a-z0-9-]{1,61}[a-z0-9]$")]
    private static partial Regex ContainerName();
}
