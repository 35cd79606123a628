namespace Airflow.Runtime.Frames.Messages;

/// <summary>Terminal: failed, skipped or removed.</summary>
internal sealed record TaskState : FrameMessage
{
    public override string Type => "TaskState";
    private static ReadOnlySpan<byte> TypeUtf8 => "TaskState"u8;
    public string State { get; set; } = "";
    public DateTimeOffset? EndDate { get; set; }
    public string? RenderedMapIndex { get; set; }

    internal override void Visit(ref FieldCodec fields)
    {
        State = fields.Text("state"u8, State);
        EndDate = fields.OptionalTime("end_date"u8, EndDate);
        fields.Type(TypeUtf8);
        RenderedMapIndex = fields.OptionalText("rendered_map_index"u8, RenderedMapIndex);
    }
}
