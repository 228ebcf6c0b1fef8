import { createApp } from 'vue';
import Crm from './Crm.vue';

createApp(Crm, { agent: '1001' }).mount('#app');
