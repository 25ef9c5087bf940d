namespace Governance.Web.Hosting;

/// <summary>The data folder cannot be used. The message is written for the person who started the host.</summary>
public sealed class InstallationDirectoryException(string message, Exception inner) : Exception(message, inner);
