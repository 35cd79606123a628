using System.Text;

namespace Airflow.Cli;

/// <summary>Where a command reads and writes; tests give their own.</summary>
internal sealed class ConsoleStreams
{
    /// <summary>Columns of a table that no terminal limits.</summary>
    public const int UnlimitedWidth = 200;

    public required TextReader In { get; init; }
    public required TextWriter Out { get; init; }
    public required TextWriter Error { get; init; }
    /// <summary>Reads a line that nobody is to see, such as a password.</summary>
    public Func<string?>? HiddenIn { get; init; }
    /// <summary>Whether a person reads stdout.</summary>
    public bool IsTerminal { get; init; }
    public int Width { get; init; } = UnlimitedWidth;

    /// <summary>The streams of this process; stdout is buffered, so it must be flushed before anything is awaited for long.</summary>
    public static ConsoleStreams OfProcess()
    {
        var encoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
        var isTerminal = !Console.IsOutputRedirected;
        return new ConsoleStreams
        {
            In = new StreamReader(Console.OpenStandardInput(), encoding),
            Out = new StreamWriter(Console.OpenStandardOutput(), encoding, bufferSize: 4096),
            Error = new StreamWriter(Console.OpenStandardError(), encoding, bufferSize: 256) { AutoFlush = true },
            HiddenIn = Console.IsInputRedirected ? null : HiddenInput.Read,
            IsTerminal = isTerminal,
            Width = isTerminal ? Math.Max(Console.WindowWidth, 40) : UnlimitedWidth,
        };
    }

    /// <summary>A line that a person types unseen, or that a script writes.</summary>
    public string? ReadHidden() => HiddenIn is null ? In.ReadLine() : HiddenIn();
}
