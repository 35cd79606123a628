namespace Airflow.Runtime.Frames.Messages;

/// <summary>States by run and task.</summary>
internal sealed record TaskStatesResult : FrameMessage
{
    public override string Type => "TaskStatesResult";
    private static ReadOnlySpan<byte> TypeUtf8 => "TaskStatesResult"u8;
    public FrameValue TaskStates { get; set; } = FrameValue.EmptyMap;

    internal override void Visit(ref FieldCodec fields)
    {
        TaskStates = fields.Value("task_states"u8, TaskStates);
        fields.Type(TypeUtf8);
    }
}
