using Airflow.Engine.Callbacks;

namespace Airflow.Runtime.Frames.Messages;

/// <summary>An exception on its way from the process that caught it to one that is to be told.</summary>
internal sealed record ErrorInfo : FramePart
{
    /// <summary>Name of its type, with the assembly.</summary>
    public string ErrorType { get; set; } = "";
    public string Message { get; set; } = "";
    public string? StackTrace { get; set; }

    public static ErrorInfo? Of(TaskError? error) =>
        error is null ? null : new ErrorInfo { ErrorType = error.Type, Message = error.Message, StackTrace = error.StackTrace };

    internal override void Visit(ref FieldCodec fields)
    {
        ErrorType = fields.Text("error_type"u8, ErrorType);
        Message = fields.Text("message"u8, Message);
        StackTrace = fields.OptionalText("stack_trace"u8, StackTrace);
    }
}
