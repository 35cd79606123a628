namespace Airflow.Runtime.Frames.Messages;

/// <summary>Terminal: this try failed and another follows.</summary>
internal sealed record RetryTask : FrameMessage
{
    public override string Type => "RetryTask";
    private static ReadOnlySpan<byte> TypeUtf8 => "RetryTask"u8;
    public DateTimeOffset EndDate { get; set; }
    public string? RenderedMapIndex { get; set; }
    public double? RetryDelaySeconds { get; set; }
    public string? RetryReason { get; set; }

    internal override void Visit(ref FieldCodec fields)
    {
        fields.Constant("state"u8, "up_for_retry"u8);
        EndDate = fields.Time("end_date"u8, EndDate);
        RenderedMapIndex = fields.OptionalText("rendered_map_index"u8, RenderedMapIndex);
        if (fields.Since33)
        {
            RetryDelaySeconds = fields.OptionalDouble("retry_delay_seconds"u8, RetryDelaySeconds);
        }
        if (fields.Since33)
        {
            RetryReason = fields.OptionalText("retry_reason"u8, RetryReason);
        }
        fields.Type(TypeUtf8);
    }
}
