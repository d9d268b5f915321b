\set number random(0, 9999)
SELECT * FROM plain.payments WHERE id = 'pay_' || right(md5('order_' || :prefix || '_' || :number), 16);
