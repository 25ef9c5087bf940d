using Sylvan.Data.Csv;

namespace Governance.Platform;

/// <summary>Opens CSV tables within limits: columns are counted before the reader allocates memory for them.</summary>
public static class BoundedCsv
{
    /// <summary>Opens a table.</summary>
    /// <param name="how">Delimiter and quotes; headers and the buffer are set here.</param>
    /// <returns>A reader that returns the header as a row, so that it can be checked first.</returns>
    /// <exception cref="TableBoundException">The first row has too many columns.</exception>
    /// <exception cref="CsvRecordTooLargeException">A row is too long: here, and from every read.</exception>
    public static Task<CsvDataReader> OpenAsync(
        TextReader text,
        CsvDataReaderOptions how,
        TablesOptions bounds,
        CancellationToken ct
    )
    {
        (how.HasHeaders, how.OwnsReader, how.BufferSize, how.MaxBufferSize) = (
            false,
            true,
            TablesOptions.LeastRowCharacters,
            bounds.MaxRowCharacters
        );
        return CsvDataReader.CreateAsync(new FirstRowGuard(text, how, bounds.MaxColumns), how, ct);
    }

    /// <summary>Counts the delimiters outside quotes in the first row.</summary>
    private sealed class FirstRowGuard(TextReader inner, CsvDataReaderOptions how, int most) : TextReader
    {
        // When the reader detects the delimiter, each of its candidates is counted.
        private readonly char[] _delimiters = how.Delimiter is { } one ? [one] : [',', ';', '\t', '|'];
        private readonly int[] _seen = new int[4];
        private bool _quoted,
            _over;

        public override int Read(char[] buffer, int index, int count) =>
            Counted(inner.Read(buffer, index, count), buffer.AsSpan(index));

        public override async Task<int> ReadAsync(char[] buffer, int index, int count) =>
            Counted(await inner.ReadAsync(buffer, index, count), buffer.AsSpan(index));

        public override async ValueTask<int> ReadAsync(
            Memory<char> buffer,
            CancellationToken cancellationToken = default
        ) => Counted(await inner.ReadAsync(buffer, cancellationToken), buffer.Span);

        private int Counted(int read, ReadOnlySpan<char> buffer)
        {
            for (var i = 0; i < read && !_over; i++)
            {
                if (buffer[i] == how.Quote)
                    _quoted = !_quoted;
                else if (_quoted)
                    continue;
                else if (buffer[i] is '\n' or '\r')
                    _over = true;
                else if (Array.IndexOf(_delimiters, buffer[i]) is >= 0 and var which && ++_seen[which] >= most)
                    throw new TableBoundException(new TooManyColumns(most));
            }
            return read;
        }

        protected override void Dispose(bool disposing)
        {
            if (disposing)
                inner.Dispose();
            base.Dispose(disposing);
        }
    }
}
