using System.Globalization;
using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;

namespace Governance.Platform;

/// <summary>
/// Keyset paging: a page begins after the key of the last row before it, so that rows added in the meantime neither repeat
/// nor hide others, and a late page costs as much as the first. The key must be unique in the list.
/// </summary>
public static class KeysetPages
{
    /// <summary>One page in the order of the key, the highest first.</summary>
    /// <param name="ascending">The lowest key first.</param>
    /// <returns><see cref="CursorUnknown"/> for a cursor that does not come from this list.</returns>
    public static Task<Result<Page<T>>> ToPageAsync<T, TKey>(
        this IQueryable<T> rows,
        Expression<Func<T, TKey>> key,
        PageRequest wanted,
        CancellationToken ct,
        bool ascending = false
    )
        where TKey : IParsable<TKey>, IComparable<TKey> =>
        ReadAsync(rows, key, wanted, page => page.ToListAsync(ct), key.Compile(preferInterpretation: true), ascending);

    /// <summary>One page of rows that are joined to others or projected, the highest key first.</summary>
    /// <param name="shown">Joins or projects the rows of the page; each of them must remain once.</param>
    /// <param name="keyOf">The key in the shown row.</param>
    public static Task<Result<Page<TShown>>> ToPageAsync<T, TKey, TShown>(
        this IQueryable<T> rows,
        Expression<Func<T, TKey>> key,
        PageRequest wanted,
        Func<IQueryable<T>, IQueryable<TShown>> shown,
        Func<TShown, TKey> keyOf,
        CancellationToken ct
    )
        where TKey : IParsable<TKey>, IComparable<TKey>
    {
        return ReadAsync(rows, key, wanted, JoinedAsync, keyOf, ascending: false);

        // A join may return its rows in any order.
        async Task<List<TShown>> JoinedAsync(IQueryable<T> page) =>
            [.. (await shown(page).ToListAsync(ct)).OrderByDescending(keyOf)];
    }

    private static async Task<Result<Page<TShown>>> ReadAsync<T, TKey, TShown>(
        IQueryable<T> rows,
        Expression<Func<T, TKey>> key,
        PageRequest wanted,
        Func<IQueryable<T>, Task<List<TShown>>> read,
        Func<TShown, TKey> keyOf,
        bool ascending
    )
        where TKey : IParsable<TKey>, IComparable<TKey>
    {
        if (!Cursor.TryRead(wanted.Cursor, out string? text))
            return new CursorUnknown();
        if (text is not null)
        {
            if (!TKey.TryParse(text, CultureInfo.InvariantCulture, out var last))
                return new CursorUnknown();
            rows = rows.Where(Beyond(key, last, ascending));
        }
        var size = Cursor.Size(wanted.Size);
        var ordered = ascending ? rows.OrderBy(key) : rows.OrderByDescending(key);
        var found = await read(ordered.Take(size + 1));
        return Cursor.Cut(found, size, row => string.Create(CultureInfo.InvariantCulture, $"{keyOf(row)}"));
    }

    /// <summary><c>row => row.Key.CompareTo(last) &lt; 0</c>, which EF Core translates for every type of key.</summary>
    private static Expression<Func<T, bool>> Beyond<T, TKey>(Expression<Func<T, TKey>> key, TKey last, bool ascending)
        where TKey : IComparable<TKey>
    {
        // A captured variable becomes a parameter of the SQL, so that one plan serves every page.
        Expression<Func<TKey>> captured = () => last;
        var compared = Expression.Call(
            key.Body,
            typeof(TKey).GetMethod(nameof(IComparable<TKey>.CompareTo), [typeof(TKey)])!,
            captured.Body
        );
        var zero = Expression.Constant(0);
        return Expression.Lambda<Func<T, bool>>(
            ascending ? Expression.GreaterThan(compared, zero) : Expression.LessThan(compared, zero),
            key.Parameters
        );
    }
}
