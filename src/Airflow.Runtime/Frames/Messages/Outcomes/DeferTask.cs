namespace Airflow.Runtime.Frames.Messages;

/// <summary>Terminal: goes on when a trigger fires.</summary>
internal sealed record DeferTask : FrameMessage
{
    public override string Type => "DeferTask";
    private static ReadOnlySpan<byte> TypeUtf8 => "DeferTask"u8;
    public string Classpath { get; set; } = "";
    public FrameValue TriggerKwargs { get; set; }
    public TimeSpan? TriggerTimeout { get; set; }
    public string? Queue { get; set; }
    public string NextMethod { get; set; } = "";
    public FrameValue NextKwargs { get; set; }
    public string? RenderedMapIndex { get; set; }

    internal override void Visit(ref FieldCodec fields)
    {
        fields.Constant("state"u8, "deferred"u8);
        Classpath = fields.Text("classpath"u8, Classpath);
        TriggerKwargs = fields.Value("trigger_kwargs"u8, TriggerKwargs);
        TriggerTimeout = fields.OptionalDuration("trigger_timeout"u8, TriggerTimeout);
        if (fields.Since33)
        {
            Queue = fields.OptionalText("queue"u8, Queue);
        }
        NextMethod = fields.Text("next_method"u8, NextMethod);
        NextKwargs = fields.Value("next_kwargs"u8, NextKwargs);
        RenderedMapIndex = fields.OptionalText("rendered_map_index"u8, RenderedMapIndex);
        fields.Type(TypeUtf8);
    }
}
