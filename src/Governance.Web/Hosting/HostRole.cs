namespace Governance.Web.Hosting;

internal enum HostRole
{
    Portal,
    Worker,
    Migrate,
    Token,
    Blobs,
    Unknown,
}
