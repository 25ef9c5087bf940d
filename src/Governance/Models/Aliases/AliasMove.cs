namespace Governance.Models;

public enum AliasMove
{
    Promotion,
    Rollback,
}
