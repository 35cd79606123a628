namespace Airflow.Engine.Scheduling;

/// <summary>
/// How long a loaded scheduler rests after a pass, so that its next commit holds more instead of one after the other holding little: what a pass
/// costs hardly depends on how much it changes. As long as tries stand in line for a worker, nobody waits for the next pass.
/// </summary>
/// <param name="longest">No rest is longer.</param>
internal sealed class PassPace(TimeSpan longest)
{
    /// <summary>The part of the time that tries stand in line by which the next may come later.</summary>
    private const int Part = 4;

    /// <summary>Less is not worth it: where lines are that short, the next task of a chain is waited for.</summary>
    private static readonly TimeSpan Worthwhile = TimeSpan.FromMilliseconds(5);

    /// <summary>How long a try tells of the lines there are.</summary>
    private static readonly TimeSpan Memory = TimeSpan.FromSeconds(1);

    private TimeSpan shortest;
    private DateTimeOffset noted;

    /// <summary>
    /// How long a try that was seen to end had stood in line. The shortest time counts for a while: workers of one queue may wait while those of another
    /// have too much to do.
    /// </summary>
    public void Note(TimeSpan line, DateTimeOffset now)
    {
        if (line <= shortest || now - noted > Memory)
        {
            (shortest, noted) = (line, now);
        }
    }

    /// <summary>The rest after a pass; none when no try was lately seen to end.</summary>
    public TimeSpan Rest(DateTimeOffset now)
    {
        var rest = now - noted > Memory * 2 ? TimeSpan.Zero : shortest / Part;
        return rest < Worthwhile ? TimeSpan.Zero : rest < longest ? rest : longest;
    }
}
