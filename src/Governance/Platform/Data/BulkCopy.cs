using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Storage;
using Npgsql;

namespace Governance.Platform;

/// <summary>Writes many rows with PostgreSQL's binary COPY, by the EF model, so that a table is described once.</summary>
public static class BulkCopy
{
    /// <summary>
    /// Writes rows through the context's connection, inside its current transaction. Values go through the model's
    /// converters; database-generated columns are left to the database. Nothing is tracked.
    /// </summary>
    /// <returns>The number of rows.</returns>
    /// <exception cref="UnfitTextException">A text does not fit its column.</exception>
    /// <exception cref="InvalidOperationException">There is no open transaction, or the entity has a complex property.</exception>
    public static async Task<long> CopyAsync<T>(this GovernanceDb db, IEnumerable<T> rows, CancellationToken ct)
        where T : class
    {
        if (db.Database.CurrentTransaction is null)
            throw new InvalidOperationException(
                "COPY needs a transaction, so that the rows commit with their provenance and ledger entry."
            );
        var entity = db.Model.FindEntityType(typeof(T))
            ?? throw new InvalidOperationException($"{typeof(T).Name} is not in the model.");
        if (entity.GetComplexProperties().Any())
            throw new InvalidOperationException($"{typeof(T).Name} has a complex property, which COPY does not write.");
        var table = StoreObjectIdentifier.Create(entity, StoreObjectType.Table)!.Value;
        var columns = entity
            .GetProperties()
            .Where(p =>
                p.GetColumnName(table) is not null and not "xmin"
                && p.ValueGenerated is ValueGenerated.Never or ValueGenerated.OnAdd
            )
            .Where(p => p.GetColumnName(table) != "xmin" && !IsIdentity(p))
            .Select(p => new Column(p.GetColumnName(table)!, p, p.GetRelationalTypeMapping(), p.GetGetter()))
            .ToArray();

        var connection = (NpgsqlConnection)db.Database.GetDbConnection();
        var names = string.Join(", ", columns.Select(c => $"\"{c.Name}\""));
        await using var import = await connection.BeginBinaryImportAsync(
            $"COPY \"{table.Name}\" ({names}) FROM STDIN (FORMAT BINARY)",
            ct
        );
        foreach (var row in rows)
        {
            ct.ThrowIfCancellationRequested();
            await import.StartRowAsync(ct);
            foreach (var column in columns)
            {
                var value = column.Getter.GetClrValue(row);
                if (TextGuard.Unfit(column.Property, value) is { } unfit)
                    throw new UnfitTextException(unfit);
                if (value is not null && column.Type.Converter is { } converter)
                    value = converter.ConvertToProvider(value);
                if (value is null)
                    await import.WriteNullAsync(ct);
                else
                    await import.WriteAsync(value, column.Type.StoreTypeNameBase, ct);
            }
        }
        return (long)await import.CompleteAsync(ct);
    }

    private static bool IsIdentity(IProperty property) =>
        property.ValueGenerated == ValueGenerated.OnAdd && property.ClrType == typeof(long) && property.IsPrimaryKey();

    private sealed record Column(
        string Name,
        IProperty Property,
        RelationalTypeMapping Type,
        IClrPropertyGetter Getter
    );
}
