namespace Airflow.Runtime.Parsing;

/// <summary>Says what became of a child that gave no answer.</summary>
internal static class ChildEnd
{
    private const int Signals = 128;
    private const int Abort = 134;
    private const int Killed = 137;
    private const int Segfault = 139;
    private const int MaxFrames = 12;

    public static (string Message, string Detail) Describe(string? killedBecause, int exitCode, IReadOnlyList<string> errors)
    {
        if (killedBecause is not null)
        {
            return ($"{killedBecause}; the process that ran the file was ended.", "");
        }

        var frames = string.Join('\n', errors.Where(IsFrameOfAuthor).Take(MaxFrames));
        if (errors.Any(line => line.StartsWith("Stack overflow", StringComparison.Ordinal)))
        {
            return ("stack overflow: the file's code calls itself without an end.", frames);
        }

        if (errors.FirstOrDefault(line => line.StartsWith("Out of memory", StringComparison.OrdinalIgnoreCase)) is not null)
        {
            return ("the file's code took all memory that it may have.", frames);
        }

        var cause = exitCode switch
        {
            Abort => "the runtime gave up (SIGABRT)",
            Killed => "it was killed from outside (SIGKILL), by the system for want of memory or by somebody",
            Segfault => "native code broke its memory (SIGSEGV)",
            > Signals => $"signal {exitCode - Signals}",
            _ => $"exit code {exitCode}",
        };
        var said = errors.FirstOrDefault(line => !string.IsNullOrWhiteSpace(line));
        return ($"the process that ran the file ended: {cause}{(said is null ? "." : $"; it said: {said}")}", frames);
    }

    private static bool IsFrameOfAuthor(string line) =>
        line.StartsWith("   at ", StringComparison.Ordinal)
        && !line.StartsWith("   at System.", StringComparison.Ordinal)
        && !line.StartsWith("   at Airflow.", StringComparison.Ordinal);
}
