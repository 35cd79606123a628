namespace Airflow.Runtime.Frames;

/// <summary>A body of a kind that is not known here, kept whole.</summary>
internal sealed record UnknownMessage(string Kind, FrameValue Body) : FrameMessage
{
    public override string Type => Kind;

    internal override void Visit(ref FieldCodec fields) =>
        throw new InvalidOperationException($"A message of the unknown kind '{Kind}' has no fields; it is written as it came.");
}
