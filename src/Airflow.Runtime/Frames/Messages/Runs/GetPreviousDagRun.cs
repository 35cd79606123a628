namespace Airflow.Runtime.Frames.Messages;

/// <summary>Asks for the run before a date.</summary>
internal sealed record GetPreviousDagRun : FrameMessage
{
    public override string Type => "GetPreviousDagRun";
    private static ReadOnlySpan<byte> TypeUtf8 => "GetPreviousDagRun"u8;
    public string DagId { get; set; } = "";
    public DateTimeOffset LogicalDate { get; set; }
    public string? State { get; set; }

    internal override void Visit(ref FieldCodec fields)
    {
        DagId = fields.Text("dag_id"u8, DagId);
        LogicalDate = fields.Time("logical_date"u8, LogicalDate);
        State = fields.OptionalText("state"u8, State);
        fields.Type(TypeUtf8);
    }
}
