using Airflow.Runtime.Callbacks;

namespace Airflow.Runtime.Tests.Callbacks;

public sealed class CallbackReceiptTests
{
    [Fact]
    public void It_has_a_line_for_each_callback_that_was_called()
    {
        var path = Path.Combine(Directory.CreateTempSubdirectory("airflow-receipt-").FullName, "receipt");
        CallbackReceipt.Read(path).ShouldBeEmpty();

        CallbackReceipt.Add(path, null);
        CallbackReceipt.Add(path, "no mail\nserver");
        CallbackReceipt.Add(path, null);

        CallbackReceipt.Read(path).ShouldBe(["", "no mail server", ""]);
        Directory.Delete(Path.GetDirectoryName(path)!, recursive: true);
    }

    [Fact]
    public void Without_a_path_nothing_is_kept()
    {
        CallbackReceipt.Add("", "x");

        CallbackReceipt.Read("").ShouldBeEmpty();
    }
}
