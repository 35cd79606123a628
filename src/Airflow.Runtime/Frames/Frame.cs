namespace Airflow.Runtime.Frames;

/// <summary>
/// One frame. A child sends <c>[id, body, trace]</c> (3.1: two elements), the host <c>[id, body, error]</c>; the third element is kept in
/// <see cref="Error"/> when it is a message, else in <see cref="Trace"/>.
/// </summary>
internal sealed record Frame(int Id, FrameMessage? Body, FrameMessage? Error = null)
{
    public FrameValue Trace { get; init; }
    /// <summary>2 or 3.</summary>
    public int Elements { get; init; } = 3;
}
