namespace Airflow.Runtime.Frames.Messages;

/// <summary>Terminal: the task waits for a person.</summary>
internal sealed record AwaitInputTask : FrameMessage
{
    public override string Type => "AwaitInputTask";
    private static ReadOnlySpan<byte> TypeUtf8 => "AwaitInputTask"u8;
    public TimeSpan? Timeout { get; set; }
    public string NextMethod { get; set; } = "";
    public FrameValue NextKwargs { get; set; }
    public string? RenderedMapIndex { get; set; }

    internal override void Visit(ref FieldCodec fields)
    {
        fields.Constant("state"u8, "awaiting_input"u8);
        Timeout = fields.OptionalDuration("timeout"u8, Timeout);
        NextMethod = fields.Text("next_method"u8, NextMethod);
        NextKwargs = fields.Value("next_kwargs"u8, NextKwargs);
        RenderedMapIndex = fields.OptionalText("rendered_map_index"u8, RenderedMapIndex);
        fields.Type(TypeUtf8);
    }
}
