using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Governance.Platform;

/// <summary>Who did something, and when.</summary>
/// <param name="By">The user's name at that time, or “portal”; at most 256 characters.</param>
/// <param name="At">Instant in UTC.</param>
public sealed record Stamp(string By, DateTimeOffset At)
{
    /// <summary>Longest <see cref="By"/>, in characters.</summary>
    public const int LongestName = 256;
}

/// <summary>Maps stamps to columns.</summary>
public static class Stamps
{
    /// <summary>Maps a stamp named “Created” to the columns created_by and created_at; both are null without a stamp.</summary>
    public static void HasStamp<T>(this EntityTypeBuilder<T> builder, Expression<Func<T, Stamp?>> stamp)
        where T : class
    {
        var name = ((MemberExpression)stamp.Body).Member.Name.ToLowerInvariant();
        var columns = builder.ComplexProperty(stamp);
        columns.Property(s => s.By).HasColumnName($"{name}_by").HasMaxLength(Stamp.LongestName);
        columns.Property(s => s.At).HasColumnName($"{name}_at");
    }
}
