namespace Airflow.Runtime.Frames.Messages;

/// <summary>A branch tells which tasks to skip; terminal messages follow it.</summary>
internal sealed record SkipDownstreamTasks : FrameMessage
{
    public override string Type => "SkipDownstreamTasks";
    private static ReadOnlySpan<byte> TypeUtf8 => "SkipDownstreamTasks"u8;
    public IReadOnlyList<SkippedTask> Tasks { get; set; } = [];

    internal override void Visit(ref FieldCodec fields)
    {
        Tasks = fields.SkippedTasks("tasks"u8, Tasks);
        fields.Type(TypeUtf8);
    }
}
