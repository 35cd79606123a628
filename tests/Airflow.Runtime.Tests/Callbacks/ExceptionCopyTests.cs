using Airflow.Runtime.Child;
using Airflow.Runtime.Frames.Messages;

namespace Airflow.Runtime.Tests.Callbacks;

public sealed class ExceptionCopyTests
{
    [Fact]
    public void An_exception_arrives_with_its_type_message_and_stack_trace()
    {
        var copy = ExceptionCopy.Make(ExceptionCopy.Take(Thrown(() => throw new BadRowException("row 7"))), [typeof(BadRowException).Assembly]);

        copy.ShouldBeOfType<BadRowException>().Message.ShouldBe("row 7");
        copy.StackTrace.ShouldNotBeNull().ShouldContain(nameof(An_exception_arrives_with_its_type_message_and_stack_trace));
    }

    [Fact]
    public void One_that_cannot_be_made_arrives_as_a_failure_that_names_its_type()
    {
        var copy = ExceptionCopy.Make(ExceptionCopy.Take(Thrown(() => throw new OddException(7))), []);

        copy.ShouldBeOfType<TaskFailedException>().Message.ShouldBe($"{typeof(OddException).FullName}: odd 7");
    }

    [Fact]
    public void A_type_that_is_no_exception_is_not_made()
    {
        var copy = ExceptionCopy.Make(new ErrorInfo { ErrorType = "System.IO.FileInfo, System.Private.CoreLib", Message = "/etc/passwd" }, []);

        copy.ShouldBeOfType<TaskFailedException>();
    }

    [Fact]
    public void Long_texts_are_cut() =>
        ExceptionCopy.Take(new BadRowException(new string('x', 100_000))).Message.Length.ShouldBeLessThan(20_000);

    private static Exception Thrown(Action action) => Should.Throw<Exception>(action);

    private sealed class BadRowException(string message) : Exception(message);

    private sealed class OddException(int number) : Exception($"odd {number}");
}
