namespace Airflow.Runtime.Parsing;

/// <summary>The last lines that a child wrote to its standard error: what the runtime says when it dies.</summary>
internal sealed class ErrorTail
{
    private const int MaxLines = 200;
    private const int MaxLine = 4096;

    private readonly Lock _gate = new();
    private readonly Queue<string> _lines = new();
    private Action<string>? _onLine;

    public IReadOnlyList<string> Lines
    {
        get
        {
            lock (_gate)
            {
                return [.. _lines];
            }
        }
    }

    /// <summary>A new file: what came before belongs to another.</summary>
    public void Begin(Action<string> onLine)
    {
        lock (_gate)
        {
            _lines.Clear();
            _onLine = onLine;
        }
    }

    public async Task PumpAsync(StreamReader reader)
    {
        while (await reader.ReadLineAsync(CancellationToken.None) is { } line)
        {
            lock (_gate)
            {
                // the first lines of a dying runtime say why, so later ones give way
                if (_lines.Count < MaxLines)
                {
                    line = line.Length > MaxLine ? line[..MaxLine] : line;
                    _lines.Enqueue(line);
                    _onLine?.Invoke(line);
                }
            }
        }
    }
}
