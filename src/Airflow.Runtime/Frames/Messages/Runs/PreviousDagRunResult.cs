namespace Airflow.Runtime.Frames.Messages;

/// <summary>The run before; nil when there is none.</summary>
internal sealed record PreviousDagRunResult : FrameMessage
{
    public override string Type => "PreviousDagRunResult";
    private static ReadOnlySpan<byte> TypeUtf8 => "PreviousDagRunResult"u8;
    public DagRun? DagRun { get; set; }

    internal override void Visit(ref FieldCodec fields)
    {
        DagRun = fields.OptionalPart("dag_run"u8, DagRun, static () => new DagRun());
        fields.Type(TypeUtf8);
    }
}
