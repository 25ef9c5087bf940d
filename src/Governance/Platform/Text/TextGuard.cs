using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Metadata;

namespace Governance.Platform;

/// <summary>
/// Checks every text before it reaches the database: it must be valid and fit its column. Doors turn the exception into a
/// refusal with <c>TrySaveAsync</c>; where it reaches the API or a page, they answer with the same refusal.
/// </summary>
public sealed class TextGuard : ISaveChangesInterceptor, IDbCommandInterceptor
{
    /// <summary>Checks the texts of added and changed rows.</summary>
    /// <exception cref="UnfitTextException">A text is invalid or longer than its column.</exception>
    public InterceptionResult<int> SavingChanges(DbContextEventData eventData, InterceptionResult<int> result)
    {
        foreach (var entry in eventData.Context?.ChangeTracker.Entries() ?? [])
            if (entry.State is EntityState.Added or EntityState.Modified && Unfit(entry) is { } unfit)
                throw new UnfitTextException(unfit);
        return result;
    }

    /// <inheritdoc/>
    public ValueTask<InterceptionResult<int>> SavingChangesAsync(
        DbContextEventData eventData,
        InterceptionResult<int> result,
        CancellationToken cancellationToken = default
    ) => ValueTask.FromResult(SavingChanges(eventData, result));

    /// <summary>Why a property's column cannot store a value; null when it can.</summary>
    public static UnfitText? Unfit(IReadOnlyProperty property, object? value)
    {
        if (value is not null and not string && property.GetTypeMapping() is { Converter: { } converter })
            value = converter.ConvertToProvider(value);
        if (value is not string text)
            return value is IEnumerable<string> texts
                ? texts.Select(t => Unfit(property, t)).FirstOrDefault(u => u is not null)
                : null;
        var owner = (property.DeclaringType as IReadOnlyComplexType)?.ComplexProperty.Name;
        var field = CamelCase(owner + property.Name);
        return TextRule.Check(field, text)
            ?? TextRule.TooLong(field, text, property.GetMaxLength())
            ?? (
                property.GetColumnType() == "jsonb" && text.Contains("\\u0000", StringComparison.Ordinal)
                    ? TextRule.Check(field, "\0")
                    : null
            );
    }

    /// <inheritdoc/>
    public InterceptionResult<DbDataReader> ReaderExecuting(
        DbCommand command,
        CommandEventData eventData,
        InterceptionResult<DbDataReader> result
    ) => Checked(command, result);

    /// <inheritdoc/>
    public ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(
        DbCommand command,
        CommandEventData eventData,
        InterceptionResult<DbDataReader> result,
        CancellationToken cancellationToken = default
    ) => ValueTask.FromResult(Checked(command, result));

    /// <inheritdoc/>
    public ValueTask<InterceptionResult<int>> NonQueryExecutingAsync(
        DbCommand command,
        CommandEventData eventData,
        InterceptionResult<int> result,
        CancellationToken cancellationToken = default
    ) => ValueTask.FromResult(Checked(command, result));

    private static InterceptionResult<T> Checked<T>(DbCommand command, InterceptionResult<T> result)
    {
        foreach (DbParameter parameter in command.Parameters)
        {
            var unfit = parameter.Value switch
            {
                string text => TextRule.Check(parameter.ParameterName.TrimStart('@'), text),
                IEnumerable<string?> texts => texts
                    .Select(t => TextRule.Check(parameter.ParameterName.TrimStart('@'), t))
                    .FirstOrDefault(u => u is not null),
                _ => null,
            };
            if (unfit is not null)
                throw new UnfitTextException(unfit);
        }
        return result;
    }

    private static UnfitText? Unfit(EntityEntry entry) =>
        entry
            .Properties.Concat(entry.ComplexProperties.SelectMany(c => c.CurrentValue is null ? [] : c.Properties))
            .Where(p => entry.State == EntityState.Added || p.IsModified)
            .Select(p => Unfit(p.Metadata, p.CurrentValue))
            .FirstOrDefault(u => u is not null);

    private static string CamelCase(string name) => System.Text.Json.JsonNamingPolicy.CamelCase.ConvertName(name);
}
