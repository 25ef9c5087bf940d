namespace Governance.Web.Frame;

internal enum HostRole
{
    Portal,
    Worker,
    Migrate,
    Token,
    Unknown,
}
